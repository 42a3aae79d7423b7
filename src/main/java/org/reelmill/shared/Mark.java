package org.reelmill.shared;

import java.util.Arrays;

/** A short text that is another one when something else is to be seen: pages compare it to know when to read anew. */
public final class Mark {

    private Mark() {}

    /** @param parts by their texts, which are the same on all nodes: hash codes of enums are not */
    public static String of(Object... parts) {
        return Integer.toHexString(Arrays.asList(parts).toString().hashCode());
    }
}
