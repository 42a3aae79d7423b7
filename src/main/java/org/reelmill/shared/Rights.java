package org.reelmill.shared;

/**
 * Names of what one may be allowed to do, for {@code @RolesAllowed}, {@code web.xml} and {@code isUserInRole}: to the
 * container each of them is a role. Every feature demands some, also those that stand below accounts in the ladder; which
 * role of an account has which says the enum {@code Role} there.
 */
public final class Rights {

    /** See one's own account and change its password: the one right before a first password was changed. */
    public static final String OWN_ACCOUNT = "own-account";
    /** Make and revoke tokens of one's own. */
    public static final String TOKENS = "tokens";
    /** Look at everything that is not about accounts and settings. */
    public static final String LOOK = "look";
    /** Change the library: retain, remove, move. */
    public static final String LIBRARY = "library";
    /** Bring in films. */
    public static final String UPLOAD = "upload";
    /** Ask for conversions and act on one's own. */
    public static final String CONVERT = "convert";
    /** Create and steer jobs. */
    public static final String JOBS = "jobs";
    /** Authorise and stop nodes. */
    public static final String NODES = "nodes";
    /** Start, stop and restart batch executions. */
    public static final String BATCH = "batch";
    /** Change the outputs that films are milled to. */
    public static final String OUTPUTS = "outputs";
    /** Change policies. */
    public static final String POLICIES = "policies";
    /** Manage other people's accounts. */
    public static final String USERS = "users";
    /** Change settings. */
    public static final String SETTINGS = "settings";

    private Rights() {}
}
