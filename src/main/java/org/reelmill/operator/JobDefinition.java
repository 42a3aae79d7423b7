package org.reelmill.operator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reelmill.shared.Sentence;

/**
 * A batch job as its definition describes it.
 *
 * @param description the comment at the head of its file
 * @param parameters what can be given to it, by name, with the default that it has if any
 * @param steps names of its steps
 * @param restartable whether a broken execution can go on
 * @param ownStarter why nobody can start it by hand; absent when people can
 * @param xml its definition
 */
public record JobDefinition(
        String name,
        String description,
        Map<String, Optional<String>> parameters,
        List<String> steps,
        boolean restartable,
        Optional<String> ownStarter,
        String xml) {

    /** Why nobody can start it by hand, in words. */
    public Optional<Sentence> refusal() {
        return ownStarter.map(OwnStarter::explain);
    }
}
