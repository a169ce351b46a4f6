package dev.fleetshadow.backtest;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * How far a record is from the mean when every principal component counts by its own variance (Shyu et al., 2003):
 * squared projections over eigenvalues.
 */
final class PrincipalComponents {

    private static final double SMALLEST_EIGENVALUE = 1e-6;

    private PrincipalComponents() {}

    static ToDoubleFunction<double[]> of(List<double[]> records) {
        StandardScale scale = new StandardScale(records);
        EigenDecomposition components = new EigenDecomposition(covariance(records, scale));
        double[] eigenvalues = components.getRealEigenvalues();
        RealMatrix directions = components.getVT();
        return record -> {
            double[] projections = directions.operate(scale.of(record));
            double score = 0;
            for (int i = 0; i < eigenvalues.length; i++) {
                score += eigenvalues[i] > SMALLEST_EIGENVALUE ? projections[i] * projections[i] / eigenvalues[i] : 0;
            }
            return score;
        };
    }

    private static RealMatrix covariance(List<double[]> records, StandardScale scale) {
        int metrics = records.get(0).length;
        double[][] covariance = new double[metrics][metrics];
        for (double[] record : records) {
            double[] scaled = scale.of(record);
            for (int i = 0; i < metrics; i++) {
                for (int j = 0; j < metrics; j++) {
                    covariance[i][j] += scaled[i] * scaled[j] / records.size();
                }
            }
        }
        return MatrixUtils.createRealMatrix(covariance);
    }
}
