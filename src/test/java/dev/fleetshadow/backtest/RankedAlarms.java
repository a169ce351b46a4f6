package dev.fleetshadow.backtest;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/** Says how well a number tells real alarms from false ones. */
record RankedAlarms(List<LabelledAlarm> alarms) {

    private static final int STEPS = 50;

    long real() {
        return alarms.stream().filter(LabelledAlarm::real).count();
    }

    long notReal() {
        return alarms.size() - real();
    }

    RankedAlarms between(double margin, double below) {
        return new RankedAlarms(alarms.stream()
                .filter(alarm -> alarm.margin() >= margin && alarm.margin() < below)
                .toList());
    }

    /** The probability that a real alarm has the larger number, ties counting half (Mann and Whitney 1947). */
    double area(ToDoubleFunction<LabelledAlarm> number) {
        double[] ranks =
                new NaturalRanking().rank(alarms.stream().mapToDouble(number).toArray());
        double ofReal = 0;
        for (int i = 0; i < ranks.length; i++) {
            ofReal += alarms.get(i).real() ? ranks[i] : 0;
        }
        double real = real();
        return (ofReal - real * (real + 1) / 2) / (real * notReal());
    }

    /** Intercept and slope of the logistic curve from margin to share of real alarms, by maximum likelihood (Newton). */
    double[] logistic() {
        double intercept = 0;
        double slope = 0;
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[2];
            double[] curvature = new double[3];
            for (LabelledAlarm alarm : alarms) {
                double p = 1 / (1 + Math.exp(-intercept - slope * alarm.margin()));
                double miss = (alarm.real() ? 1 : 0) - p;
                gradient[0] += miss;
                gradient[1] += miss * alarm.margin();
                curvature[0] += p * (1 - p);
                curvature[1] += p * (1 - p) * alarm.margin();
                curvature[2] += p * (1 - p) * alarm.margin() * alarm.margin();
            }
            double determinant = curvature[0] * curvature[2] - curvature[1] * curvature[1];
            intercept += (curvature[2] * gradient[0] - curvature[1] * gradient[1]) / determinant;
            slope += (curvature[0] * gradient[1] - curvature[1] * gradient[0]) / determinant;
        }
        return new double[] {intercept, slope};
    }
}
