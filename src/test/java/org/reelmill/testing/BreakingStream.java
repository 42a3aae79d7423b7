package org.reelmill.testing;

import java.io.IOException;
import java.io.InputStream;

/** A sender that dies, or a connection that breaks. */
public final class BreakingStream extends InputStream {

    @Override
    public int read() throws IOException {
        throw new IOException("the connection broke");
    }
}
