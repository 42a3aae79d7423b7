package org.reelmill.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The servers that are configured, in their order: who is away is passed over (S2.20). */
final class Servers {

    private final List<Api> all;

    Servers(List<Server> servers) {
        this.all = servers.stream().map(Api::new).toList();
    }

    List<Api> all() {
        return all;
    }

    Optional<Api> find(String name) {
        return all.stream().filter(api -> api.server().name().equals(name)).findFirst();
    }

    /** The first that can be reached. @throws UnreachableException none can */
    Api first() {
        return all.stream()
                .filter(Api::isAlive)
                .findFirst()
                .orElseThrow(() -> new UnreachableException("No server can be reached: " + names()));
    }

    /**
     * Does something at the first server that takes files of a type and is not away; when one goes away in the middle of it, or
     * rejects it, at the next.
     *
     * @throws UnreachableException all of them are away
     * @throws CliException one rejected it, and no other took it
     */
    <T> T atOne(MediaType type, Function<Api, T> work) {
        List<CliException> refusals = new ArrayList<>();
        for (Api api : all) {
            if (api.server().takes(type) && api.isAlive()) {
                try {
                    return work.apply(api);
                } catch (CliException e) {
                    if (e.exitCode() != Exit.REJECTED && !(e instanceof UnreachableException)) {
                        throw e;
                    }
                    refusals.add(e);
                }
            }
        }
        throw refusals.stream()
                .filter(e -> e.exitCode() == Exit.REJECTED)
                .findFirst()
                .orElseGet(
                        () -> new UnreachableException("No server for " + type.word() + " can be reached: " + names()));
    }

    private String names() {
        return String.join(", ", all.stream().map(api -> api.server().name()).toList());
    }
}
