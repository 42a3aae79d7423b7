package org.reelmill.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reelmill.shared.Page;
import org.reelmill.shared.Uuids;

/**
 * What store and broker promise, whatever is behind them (M64). No {@code …Contract}, for classes of that name do not come into the
 * server, where the one on the database runs. Items of others may be there.
 */
interface ConversionPorts {

    int LEASE = 60;

    String SUM = "ab".repeat(64);

    ConversionBroker.Worker WORKER = new ConversionBroker.Worker(Uuids.random(), "here");

    ConversionStore store();

    ConversionBroker broker();

    /** An account of its own for each test. */
    Owner owner();

    @Test
    default void keepsWhatWasAskedFor() {
        NewItem wanted = item(Optional.empty(), List.of());
        assertThat(store().add(wanted)).isTrue();

        ConversionItem found = store().find(wanted.uuid()).orElseThrow();
        assertThat(found.fileName()).isEqualTo("film ä.mp4");
        assertThat(found.owner()).isEqualTo(owner());
        assertThat(found.status()).isEqualTo(ItemStatus.TO_DO);
        assertThat(found.whole()).isFalse();
        assertThat(store().loadOf(owner().account())).isEqualTo(new ConversionStore.Load(1, 1000));
    }

    @Test
    default void makesOneItemOfARequestThatIsRepeated() {
        assertThat(store().add(item(Optional.of("key"), List.of()))).isTrue();
        assertThat(store().add(item(Optional.of("key"), List.of()))).isFalse();

        assertThat(store().findByKey(owner(), "key")).isPresent();
        assertThat(store().findByKey(new Owner(owner().account(), "another"), "key"))
                .isEmpty();
    }

    @Test
    default void keepsARejectedItemWithItsReasonAndLetsItBeAskedForAgain() {
        NewItem rejected = item(Optional.of("key"), List.of("no \"room\""));
        store().add(rejected);

        ConversionItem found = store().find(rejected.uuid()).orElseThrow();
        assertThat(found.status()).isEqualTo(ItemStatus.REJECTED);
        assertThat(found.errors()).containsExactly("no \"room\"");
        assertThat(store().add(item(Optional.of("key"), List.of()))).isTrue();
    }

    @Test
    default void listsNewestFirstInStretches() {
        List<UUID> uuids = List.of(added(), added(), added());

        Page<ConversionItem> page = store().page(ofOwner(Set.of()), 1, 1);

        assertThat(page.total()).isEqualTo(3);
        assertThat(page.rows()).extracting(ConversionItem::uuid).containsExactly(uuids.get(1));
        assertThat(store().page(ofOwner(Set.of(uuids.get(0))), 0, 10).rows())
                .extracting(ConversionItem::uuid)
                .containsExactly(uuids.get(0));
    }

    @Test
    default void givesAnItemOutOnlyWhenItsFileIsThere() {
        UUID uuid = added();
        assertThat(store().received(uuid, 10)).isTrue();
        assertThat(store().find(uuid).orElseThrow().received()).isEqualTo(10);
        assertThat(claimed()).isEmpty();

        assertThat(store().whole(uuid, SUM)).isTrue();
        assertThat(store().whole(uuid, SUM)).isFalse();
        assertThat(claimed()).map(ConversionClaim::item).contains(uuid);
        assertThat(claimed()).isEmpty();
    }

    @Test
    default void countsAResultOnce() {
        ConversionClaim claim = claimOfNewItem();
        ConversionItem.Result result = new ConversionItem.Result("film.mkv", 5, SUM);

        assertThat(broker().finish(claim, result)).isTrue();
        assertThat(broker().finish(claim, result)).isFalse();
        assertThat(broker().renew(claim, LEASE)).isFalse();
        ConversionItem found = store().find(claim.item()).orElseThrow();
        assertThat(found.status()).isEqualTo(ItemStatus.FINISHED_SUCCESSFUL);
        assertThat(found.result()).contains(result);
    }

    @Test
    default void refusesWhatIsToldUnderALostClaim() {
        ConversionClaim lost = claimOfNewItem();
        assertThat(broker().release(lost)).isTrue();
        ConversionClaim next = claimed().orElseThrow();

        assertThat(next.item()).isEqualTo(lost.item());
        assertThat(broker().fail(lost, List.of("too late"))).isFalse();
        assertThat(broker().fail(next, List.of("damaged"))).isTrue();
        assertThat(store().find(lost.item()).orElseThrow().errors()).containsExactly("damaged");
    }

    @Test
    default void takesNothingForAnItemThatWasRemoved() {
        ConversionClaim claim = claimOfNewItem();

        assertThat(store().remove(claim.item())).isTrue();
        assertThat(store().remove(claim.item())).isFalse();
        assertThat(broker().renew(claim, LEASE)).isFalse();
        assertThat(broker().finish(claim, new ConversionItem.Result("x", 1, SUM)))
                .isFalse();
    }

    @Test
    default void givesBackWhatADeadNodeHeldButNotForEver() {
        ConversionClaim claim = claimOfNewItem();
        for (int attempt = 1; attempt < 3; attempt++) {
            lapse();
            assertThat(broker().giveBackLapsed(3)).isEqualTo(1);
            assertThat(store().find(claim.item()).orElseThrow().status()).isEqualTo(ItemStatus.TO_DO);
            assertThat(claimed()).isPresent();
        }
        lapse();
        assertThat(broker().giveBackLapsed(3)).isZero();
        assertThat(store().find(claim.item()).orElseThrow().status()).isEqualTo(ItemStatus.FINISHED_WITH_ERRORS);
    }

    @Test
    default void collectsWhatThePipelineMade() {
        ConversionClaim claim = claimOfNewItem();
        UUID job = Uuids.random();
        assertThat(broker().handOver(claim, job)).isTrue();
        assertThat(broker().handedOver(1000)).contains(job);
        assertThat(claimed()).isEmpty();

        broker().jobEnded(job);

        assertThat(broker().handedOver(1000)).doesNotContain(job);
        ConversionClaim collecting = claimed().orElseThrow();
        assertThat(collecting.job()).contains(job);
        broker().release(collecting);
        assertThat(store().find(claim.item()).orElseThrow().status()).isEqualTo(ItemStatus.IN_PROGRESS);
        assertThat(claimed()).flatMap(ConversionClaim::job).contains(job);
    }

    @Test
    default void tellsWhoWorksOnWhat() {
        ConversionClaim claim = claimOfNewItem();

        assertThat(broker().running())
                .filteredOn(running -> running.item().equals(claim.item()))
                .singleElement()
                .satisfies(running -> {
                    assertThat(running.node()).isEqualTo("here");
                    assertThat(running.thread()).isEqualTo("thread 1");
                    assertThat(running.owner()).isEqualTo(owner());
                });
    }

    @Test
    default void namesNothingThatSomebodyMayStillWant() {
        UUID uuid = added();

        assertThat(store().untouchedFor(Duration.ofDays(1), 1000)).doesNotContain(uuid);
    }

    /** The leases of the worker end, as those of a node that died. */
    private void lapse() {
        broker().died(WORKER.uuid());
        waitForTheNextMoment();
    }

    void waitForTheNextMoment();

    private Optional<ConversionClaim> claimed() {
        return broker().claim(WORKER, "thread 1", LEASE);
    }

    private ConversionClaim claimOfNewItem() {
        store().whole(added(), SUM);
        return claimed().orElseThrow();
    }

    private UUID added() {
        NewItem item = item(Optional.empty(), List.of());
        store().add(item);
        return item.uuid();
    }

    private NewItem item(Optional<String> key, List<String> rejections) {
        return new NewItem(
                Uuids.random(), owner(), new ItemWish("film ä.mp4", "x265", 1000, Optional.empty()), key, rejections);
    }

    private ItemFilter ofOwner(Set<UUID> uuids) {
        return new ItemFilter(OptionalLong.of(owner().account()), Optional.of(owner().client()), Set.of(), uuids);
    }
}
