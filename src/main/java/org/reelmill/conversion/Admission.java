package org.reelmill.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.reelmill.node.NodeRegistry;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.settings.PolicyValues;
import org.reelmill.settings.Stage;
import org.reelmill.shared.Sentence;

/** Judges what clients ask for (S2.6, M24). */
@ApplicationScoped
public class Admission {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    private final ConversionTypes types;
    private final ConversionStore store;
    private final ConversionFiles files;
    private final NodeRegistry nodes;
    private final Policies policies;

    @Inject
    Admission(
            ConversionTypes types,
            ConversionStore store,
            ConversionFiles files,
            NodeRegistry nodes,
            Policies policies) {
        this.types = types;
        this.store = store;
        this.files = files;
        this.nodes = nodes;
        this.policies = policies;
    }

    /** For CDI's proxy. */
    protected Admission() {
        this(null, null, null, null, null);
    }

    /** Why it cannot be accepted now; empty when it can. */
    Optional<Rejection> judge(Owner owner, ItemWish wish) {
        return unsupported(wish)
                .or(() -> tooLarge(wish))
                .or(() -> quota(owner, wish))
                .or(() -> noSpace(wish));
    }

    private Optional<Rejection> unsupported(ItemWish wish) {
        Optional<ConversionType> type = types.find(wish.type()).filter(ConversionType::active);
        if (type.isEmpty()) {
            return Optional.of(unsupported(
                    "conversion_type",
                    Sentence.of(
                            "conversion.refusal.type",
                            wish.type(),
                            types.all().stream()
                                    .filter(ConversionType::active)
                                    .map(ConversionType::name)
                                    .collect(Collectors.joining(", ")))));
        }
        if (!Extensions.fit(wish.fileName(), type.get().kind())) {
            return Optional.of(unsupported(
                    "file_name",
                    Sentence.of(
                            "conversion.refusal.kind",
                            wish.fileName(),
                            type.get().name())));
        }
        return type.filter(this::isServedByNobody)
                .map(lacking ->
                        unsupported("conversion_type", Sentence.of("conversion.refusal.noNode", lacking.name())));
    }

    private static Rejection unsupported(String field, Sentence reason) {
        return new Rejection(Rejection.Kind.UNSUPPORTED, field, reason);
    }

    /** While no node is there at all, nothing is said against it: it waits. */
    private boolean isServedByNobody(ConversionType type) {
        Set<String> able = nodes.all().stream()
                .filter(node -> node.roles().contains(Stage.TRANSCODE))
                .flatMap(node -> node.abilities().codecs().stream())
                .collect(Collectors.toSet());
        return !able.isEmpty()
                && type.videoCodec()
                        .filter(codec -> !able.contains(codec.name()))
                        .isPresent();
    }

    private Optional<Rejection> tooLarge(ItemWish wish) {
        return types.find(wish.type())
                .filter(type -> wish.bytes() > type.maxMegabytes() * MIB)
                .map(type -> new Rejection(
                        Rejection.Kind.TOO_LARGE,
                        "file_size",
                        Sentence.of("conversion.refusal.tooLarge", type.name(), type.maxMegabytes())));
    }

    private Optional<Rejection> quota(Owner owner, ItemWish wish) {
        PolicyValues values = policies.current();
        ConversionStore.Load load = store.loadOf(owner.account());
        if (load.items() >= values.number(Policy.CONVERSION_ITEMS)) {
            return Optional.of(new Rejection(
                    Rejection.Kind.QUOTA, "client_id", Sentence.of("conversion.refusal.items", load.items())));
        }
        if (load.bytes() + wish.bytes() > values.number(Policy.CONVERSION_GIGABYTES) * GIB) {
            return Optional.of(new Rejection(
                    Rejection.Kind.QUOTA,
                    "file_size",
                    Sentence.of("conversion.refusal.bytes", values.number(Policy.CONVERSION_GIGABYTES))));
        }
        return Optional.empty();
    }

    /** For the file and for what comes of it, beside what others were promised and what is kept free. */
    private Optional<Rejection> noSpace(ItemWish wish) {
        long kept = policies.current().number(Policy.MIN_FREE_SPACE) * MIB;
        return files.usable() - store.promisedBytes() - kept < 2 * wish.bytes()
                ? Optional.of(
                        new Rejection(Rejection.Kind.NO_SPACE, "file_size", Sentence.of("conversion.refusal.noRoom")))
                : Optional.empty();
    }
}
