package org.reelmill.account;

/** By what a list of accounts is sorted. */
public record AccountOrder(By by, boolean descending) {

    public static final AccountOrder USUAL = new AccountOrder(By.NAME, false);

    /** One of them is always unique, so that no account is on two pages. */
    public enum By {
        NAME("a.usernameKey"),
        ROLE("a.role"),
        /** Ids are given in the order of time. */
        CREATED("a.id");

        private final String path;

        By(String path) {
            this.path = path;
        }
    }

    String clause() {
        return " order by " + by.path + (descending ? " desc" : "") + ", a.usernameKey";
    }
}
