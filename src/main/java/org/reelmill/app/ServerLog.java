package org.reelmill.app;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.reelmill.media.MediaException;
import org.reelmill.shared.Outage;

/**
 * What the server and the batch runtime log by themselves. The product tells by itself, in a line, why work on a film did not
 * succeed and that the database is away: a stack trace for each film that is refused, and Payara's three for each statement of an
 * outage, a gigabyte an hour, would only hide those that mean a fault.
 */
final class ServerLog {

    /** Held, or the settings would be lost with it. */
    private static final Logger BATCH = Logger.getLogger("org.jberet");

    /** Payara's, which log what they throw. */
    private static final List<Logger> CONNECTIONS = List.of(
            Logger.getLogger("javax.enterprise.resource.resourceadapter.com.sun.enterprise.resource"),
            Logger.getLogger("javax.enterprise.resource.resourceadapter.com.sun.enterprise.resource.rm"),
            Logger.getLogger("javax.enterprise.resource.jta.com.sun.enterprise.transaction"));

    /** EclipseLink's on Payara, one for each session. */
    private static final Set<Logger> SESSIONS = ConcurrentHashMap.newKeySet();

    private ServerLog() {}

    /** @param name of a session of EclipseLink, as its log has it */
    static void quietenSession(String name) {
        Logger logger = Logger.getLogger("org.eclipse.persistence.session." + name);
        logger.setFilter(ServerLog::isNoOutage);
        SESSIONS.add(logger);
    }

    static void quieten() {
        BATCH.setFilter(ServerLog::isNews);
        CONNECTIONS.forEach(logger -> logger.setFilter(ServerLog::isNoOutage));
    }

    /** The loggers are there longer than the application. */
    static void leave() {
        BATCH.setFilter(null);
        CONNECTIONS.forEach(logger -> logger.setFilter(null));
        SESSIONS.forEach(logger -> logger.setFilter(null));
    }

    private static boolean isNews(LogRecord record) {
        boolean everyStart = record.getLevel().intValue() == Level.INFO.intValue()
                && record.getMessage().startsWith("JBERET000030");
        return !everyStart && !(record.getThrown() instanceof MediaException);
    }

    private static boolean isNoOutage(LogRecord record) {
        return record.getThrown() == null || !Outage.isOne(record.getThrown());
    }
}
