package org.reelmill.pipeline;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reelmill.media.VideoCodec;
import org.reelmill.node.ThisNode;

/**
 * Which jobs a node can do at all: those whose renditions need no codec that it lacks. {@code job.codecs} holds the needed
 * ones.
 */
final class Suitability {

    private Suitability() {}

    /** What a query about {@code job j} adds so that it finds only jobs that the node can do; nothing for a node that can do all. */
    static String condition(ThisNode node) {
        return names().filter(Predicate.not(node::encodes))
                .map(codec -> " AND j.codecs NOT LIKE '%" + codec + "%'")
                .collect(Collectors.joining());
    }

    /** As the column holds them. */
    static String column(Collection<JobRendition> renditions) {
        return renditions.stream()
                .map(rendition -> rendition.rendition().codec().name())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(","));
    }

    /** Those of the needed codecs that somebody who can do these lacks, by name. */
    static List<String> lacking(Collection<String> needed, Set<String> able) {
        return needed.stream()
                .filter(Predicate.not(able::contains))
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<String> names() {
        return Arrays.stream(VideoCodec.values()).map(Enum::name);
    }
}
