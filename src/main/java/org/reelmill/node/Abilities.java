package org.reelmill.node;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a node can do.
 *
 * @param cores of its machine, or of its container
 * @param memoryBytes likewise; 0 when it is not known
 * @param codecs names of the codecs whose encoders were proven by a known-answer encode
 * @param labels words that its operator gave it
 */
public record Abilities(int cores, long memoryBytes, Set<String> codecs, List<String> labels) {

    public Abilities {
        codecs = Set.copyOf(codecs);
        labels = List.copyOf(labels);
    }

    /** These abilities after the encoders were proven anew. */
    public Abilities withCodecs(Set<String> proven) {
        return new Abilities(cores, memoryBytes, proven, labels);
    }

    /** As the columns hold them. */
    String codecList() {
        return String.join(",", new TreeSet<>(codecs));
    }

    String labelList() {
        return String.join(",", labels);
    }
}
