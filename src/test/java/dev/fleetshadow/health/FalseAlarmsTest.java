package dev.fleetshadow.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A score of 50 is a promise about false alarms; noise with which nothing is wrong holds the scorer to it. */
class FalseAlarmsTest {

    private static final int RECORDS_PER_HOUR = 6;
    private static final int HOURS_PER_DAY = 24;
    private static final int LEARN_DAYS = 20;
    private static final int DAYS = 90;
    private static final int RESOURCES = 8;

    @Test
    void healthyResourcesFallBelowFiftyAboutOnceAWeekAndBelowSeventyAboutOnceADay() {
        long belowFifty = 0;
        long belowSeventy = 0;
        long hours = 0;
        for (long seed = 0; seed < RESOURCES; seed++) {
            Life life = Life.every(Duration.ofMinutes(60 / RECORDS_PER_HOUR));
            Noise noise = new Noise(seed);
            for (int hour = 0; hour < DAYS * HOURS_PER_DAY; hour++) {
                double worst = 100;
                for (int i = 0; i < RECORDS_PER_HOUR; i++) {
                    double score = life.report(noise.next()).score();
                    worst = Math.min(worst, Double.isNaN(score) ? 100 : score);
                }
                if (hour >= LEARN_DAYS * HOURS_PER_DAY) {
                    hours++;
                    belowFifty += worst < 50 ? 1 : 0;
                    belowSeventy += worst < 70 ? 1 : 0;
                }
            }
        }
        double weeksBetween = hours / 168.0 / belowFifty;
        double daysBetween = hours / 24.0 / belowSeventy;
        assertThat(weeksBetween).as("weeks between hours below 50").isBetween(0.4, 2.5);
        assertThat(daysBetween).as("days between hours below 70").isBetween(0.4, 2.5);
    }
}
