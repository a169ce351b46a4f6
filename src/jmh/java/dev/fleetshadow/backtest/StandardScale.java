package dev.fleetshadow.backtest;

import java.util.List;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/** Brings every metric to mean 0 and standard deviation 1; one that was constant stays as it is but for its mean. */
final class StandardScale {

    private final double[] mean;
    private final double[] deviation;

    StandardScale(List<double[]> records) {
        int metrics = records.get(0).length;
        mean = new double[metrics];
        deviation = new double[metrics];
        for (int j = 0; j < metrics; j++) {
            SummaryStatistics values = new SummaryStatistics();
            for (double[] record : records) {
                values.addValue(record[j]);
            }
            mean[j] = values.getMean();
            deviation[j] = values.getStandardDeviation() > 0 ? values.getStandardDeviation() : 1;
        }
    }

    double[] of(double[] record) {
        double[] scaled = new double[record.length];
        for (int j = 0; j < record.length; j++) {
            scaled[j] = (record[j] - mean[j]) / deviation[j];
        }
        return scaled;
    }
}
