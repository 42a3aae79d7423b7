package org.reelmill.app;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.StandardSocketFactory;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * Has the time limits of the driver hold where a server hangs. Such a server is greeted by its operating system only, and the
 * driver would wait for its first word as long as for the answer to a statement: {@code connectTimeout} is for both. And with
 * TLS, which closes a connection in a civil way, it would wait a second time as long as it has waited in vain.
 */
public final class TimedSocketFactory extends StandardSocketFactory {

    @Override
    public <T extends Closeable> T connect(String host, int port, PropertySet properties, int loginTimeout)
            throws IOException {
        return super.connect(
                host,
                port,
                properties,
                properties.getIntegerProperty(PropertyKey.connectTimeout).getValue());
    }

    @Override
    protected Socket createSocket(PropertySet properties) {
        return new OncePatientSocket();
    }

    /** Once it has waited in vain, nothing more is read from it. */
    private static final class OncePatientSocket extends Socket {

        private volatile boolean givenUp;

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    if (givenUp) {
                        throw new SocketTimeoutException("The server has not answered before");
                    }
                    try {
                        return super.read(bytes, offset, length);
                    } catch (SocketTimeoutException e) {
                        givenUp = true;
                        throw e;
                    }
                }
            };
        }
    }
}
