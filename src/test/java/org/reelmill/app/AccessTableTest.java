package org.reelmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code access.txt} knows every route that the product has, and no other. */
class AccessTableTest {

    @Test
    void theTableKnowsEveryRouteAndNoOther() {
        Set<String> present = new TreeSet<>(Routes.ofPages());
        present.addAll(Routes.ofServlets());
        present.addAll(Routes.ofRest());

        Set<String> named = AccessTable.routes().stream()
                .map(AccessTable.Route::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).containsExactlyElementsOf(present);
    }

    @Test
    void everyRouteHasOneRole() {
        assertThat(AccessTable.routes()).doesNotHaveDuplicates().allSatisfy(route -> assertThat(AccessTable.ROLES)
                .contains(route.least()));
    }
}
