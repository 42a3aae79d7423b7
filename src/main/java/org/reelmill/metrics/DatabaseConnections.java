package org.reelmill.metrics;

/** The connections that this node has to its database. */
public interface DatabaseConnections {

    int open();

    /** How many of these are in a transaction. */
    int busy();
}
