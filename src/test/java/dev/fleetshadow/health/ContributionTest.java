package dev.fleetshadow.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Evidence goes into audit hashes, so it must read the same on every machine. */
class ContributionTest {

    @Test
    void aSummaryDoesNotDependOnTheLanguageOfTheMachine() {
        Contribution contribution = new Contribution("app.latency", 2, 1, -1234.56, Channel.TWO_DAYS, 0.9);
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(contribution.summary()).isEqualTo("app.latency -1234.6σ");
        } finally {
            Locale.setDefault(before);
        }
    }
}
