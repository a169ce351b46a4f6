package dev.fleetshadow.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

/** A policy's text is bounded, and read where it is needed. */
class PolicyTextTest {

    private static final String SMALL =
            "failure-modes: [{id: leak, description: it leaks, stages: [{score-below: 40}]}]";

    @Test
    void aTextOfTheLargestSizeIsTakenAndOneByteMoreIsRefusedWithItsSource() {
        PolicyText largest = new PolicyText("big.yaml", "ü".repeat(PolicyText.MOST_BYTES / 2));
        assertThat(largest.yaml()).isNotEmpty();
        assertThatThrownBy(() -> new PolicyText("big.yaml", largest.yaml() + " "))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("big.yaml")
                .hasMessageContaining("262145 bytes")
                .hasMessageContaining("at most 262144");
    }

    @Test
    void whatItSaysIsThatOfTheReader() {
        assertThat(new PolicyText("small.yaml", SMALL).policy()).isEqualTo(PolicyReader.read("small.yaml", SMALL));
        assertThatThrownBy(() -> new PolicyText("broken.yaml", "failure-modes: []").policy())
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("broken.yaml");
    }

    @Test
    void theSettingsKeepTheTextOfTheirPolicy() {
        var settings = FleetShadowSettings.withoutBrokers(new Configuration());
        assertThat(settings.policyText().policy()).isEqualTo(settings.policy());
        assertThat(settings.policyText().source()).isEqualTo("shipped policy");
    }
}
