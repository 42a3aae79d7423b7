package org.reelmill.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reelmill.shared.Rights;

class RoleTest {

    @Test
    void letsAViewerOnlyLook() {
        assertThat(Role.VIEWER.rights()).isEqualTo(Set.of(Rights.OWN_ACCOUNT, Rights.TOKENS, Rights.LOOK));
    }

    @Test
    void givesJobsToOperatorsButNeitherUsersNorSettings() {
        assertThat(Role.OPERATOR.rights())
                .contains(Rights.JOBS, Rights.NODES, Rights.BATCH, Rights.OUTPUTS)
                .doesNotContain(Rights.USERS, Rights.SETTINGS, Rights.POLICIES);
    }

    @Test
    void givesEveryRoleAllRightsOfTheLesserOnes() {
        Role[] roles = Role.values();
        for (int i = 1; i < roles.length; i++) {
            assertThat(roles[i].rights()).containsAll(roles[i - 1].rights());
            assertThat(roles[i].covers(roles[i - 1])).isTrue();
            assertThat(roles[i - 1].covers(roles[i])).isFalse();
        }
    }

    @Test
    void holdsATokenBelowItsCeilingAndBelowItsAccount() {
        assertThat(Role.ADMIN.atMost(Role.VIEWER)).isEqualTo(Role.VIEWER);
        assertThat(Role.VIEWER.atMost(Role.ADMIN)).isEqualTo(Role.VIEWER);
    }
}
