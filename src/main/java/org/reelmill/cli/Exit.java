package org.reelmill.cli;

/** Exit codes, for scripts; they are in the help as well. */
final class Exit {

    static final int DONE = 0;

    /** Something that was asked for was not done. */
    static final int FAILED = 1;

    /** The command was not understood, or the configuration is wrong. */
    static final int USAGE = 2;

    /** No server can be reached. */
    static final int UNREACHABLE = 3;

    /** The server does not know the token, or its account may not do this. */
    static final int FORBIDDEN = 4;

    static final int NOT_FOUND = 5;

    /** The server does not take this file: too large, of an unknown kind, a quota or its disk is full. */
    static final int REJECTED = 6;

    private Exit() {}
}
