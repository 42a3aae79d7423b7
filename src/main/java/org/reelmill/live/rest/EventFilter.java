package org.reelmill.live.rest;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.reelmill.live.EventType;
import org.reelmill.live.LiveEvent;
import org.reelmill.shared.InvalidInputException;

/** Which events a program wants. @param types empty for all */
record EventFilter(Set<EventType> types, Optional<String> subject) implements EventView {

    /** @throws InvalidInputException a type that does not exist */
    static EventFilter of(String types, String subject) {
        Set<EventType> wanted = EnumSet.noneOf(EventType.class);
        if (types != null && !types.isBlank()) {
            Arrays.stream(types.split(","))
                    .map(word -> EventType.find(word.strip())
                            .orElseThrow(() -> new InvalidInputException(
                                    "types",
                                    "must be of "
                                            + Arrays.stream(EventType.values())
                                                    .map(EventType::word)
                                                    .toList())))
                    .forEach(wanted::add);
        }
        return new EventFilter(wanted, Optional.ofNullable(subject).filter(text -> !text.isEmpty()));
    }

    @Override
    public boolean wants(LiveEvent event) {
        return (types.isEmpty() || types.contains(event.type()))
                && subject.filter(wanted -> !wanted.equals(event.subject())).isEmpty();
    }

    @Override
    public String name(LiveEvent event) {
        return event.type().word();
    }

    @Override
    public String data(LiveEvent event) {
        return EventDto.data(event);
    }
}
