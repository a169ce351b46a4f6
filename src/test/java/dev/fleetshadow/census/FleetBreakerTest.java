package dev.fleetshadow.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The service stops itself when alarms are too many to be true, and only a person lets it go on. */
class FleetBreakerTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final BreakerSettings SETTINGS = new BreakerSettings(20, 0.25, 0.4);
    private static final Tally CALM = new Tally(200, 4, 0, 0);

    private FleetBreaker breaker = FleetBreaker.CLOSED;

    @Test
    void aQuarterOfTheFleetAlarmingWithinAnHourTripsIt() {
        alarms(0, 30).alarms(59, 19);
        assertThat(breaker.tripped()).isFalse();
        alarms(59, 1);
        assertThat(breaker.trippedBy())
                .isEqualTo("50 of 200 resources raised an alarm within an hour, 25 % are allowed");
    }

    @Test
    void alarmsThatAreSpreadOverTwoHoursDoNot() {
        alarms(0, 30).alarms(61, 30).alarms(122, 30);
        assertThat(breaker.tripped()).isFalse();
        assertThat(breaker.minutes()).hasSize(1);
    }

    @Test
    void aSmallFleetIsNotStoppedForAFewAlarms() {
        breaker = breaker.next(19, 0, new Tally(20, 19, 0, 19), SETTINGS, START);
        assertThat(breaker.tripped()).isFalse();
    }

    @Test
    void tooManyIllAtOnceTripItHoweverSlowlyTheyBecameSo() {
        breaker = breaker.next(0, 0, new Tally(200, 79, 0, 0), SETTINGS, START);
        assertThat(breaker.tripped()).isFalse();
        breaker = breaker.next(0, 0, new Tally(200, 40, 40, 0), SETTINGS, START);
        assertThat(breaker.trippedBy()).isEqualTo("80 of 200 resources are ill at once, 40 % are allowed");
    }

    @Test
    void itStaysTrippedUntilSomebodyResumesAndThenCountsAnew() {
        alarms(0, 60).alarms(600, 0);
        assertThat(breaker.tripped()).isTrue();
        breaker = breaker.resumed();
        assertThat(breaker.tripped()).isFalse();
        alarms(601, 1);
        assertThat(breaker.tripped()).isFalse();
    }

    @Test
    void neverMoreThanAnHourOfMinutesIsRemembered() {
        for (int minute = 0; minute < 1_000; minute++) {
            alarms(minute, 0).alarms(minute, 1);
        }
        assertThat(breaker.minutes()).hasSizeLessThanOrEqualTo(61);
    }

    private FleetBreakerTest alarms(int minute, int alarms) {
        breaker = breaker.next(alarms, 0, CALM, SETTINGS, START.plus(Duration.ofMinutes(minute)));
        return this;
    }
}
