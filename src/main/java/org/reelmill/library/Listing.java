package org.reelmill.library;

import org.reelmill.shared.InvalidInputException;

/**
 * One panel of a folder.
 *
 * @param folders the folders, else all the others
 * @param withRetained with what is retained, which is hidden otherwise (S0.28)
 */
public record Listing(boolean folders, boolean withRetained, Order order) {

    /** In which order. */
    public enum Order {
        /** Biggest first; what is pending last (S0.11, X13). */
        SIZE("parentID, panel, sortRank, sortName, name", "ix_library_size"),
        NAME("parentID, panel, sortName, name", "ix_library_name"),
        NEWEST("parentID, panel, modified DESC, entryID DESC", "ix_library_newest");

        /** The narrowest, for those who only count. */
        static final String COUNTING_INDEX = NEWEST.index;

        private final String columns;
        private final String index;

        Order(String columns, String index) {
            this.columns = columns;
            this.index = index;
        }

        /** With those that are the same in the whole list, because H2 would sort otherwise what its index has in order. */
        String columns() {
            return columns;
        }

        /** The index that has the entries of a list in this order. */
        String index() {
            return index;
        }

        /** @throws InvalidInputException it is none of them */
        public static Order find(String word) {
            for (Order order : values()) {
                if (order.name().equalsIgnoreCase(word)) {
                    return order;
                }
            }
            throw new InvalidInputException("order", "must be size, name or newest");
        }
    }
}
