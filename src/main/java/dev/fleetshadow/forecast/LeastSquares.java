package dev.fleetshadow.forecast;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/** The linear algebra of fitting a time series. */
final class LeastSquares {

    private static final double RIDGE = 1e-4;
    /** The values are in deviations of the series. */
    private static final double SMALLEST_RIDGE = 1e-6;

    private static final double LARGEST_ROOT = 0.995;
    private static final double SHRINKING = 0.97;
    private static final int MOST_SHRINKS = 40;

    private LeastSquares() {}

    /** Coefficients of {@code rows} on {@code targets}, with a ridge of 1e-4 of the mean square of a regressor. */
    static double[] fit(double[][] rows, double[] targets) {
        RealMatrix design = new Array2DRowRealMatrix(rows, false);
        RealMatrix normal = design.transpose().multiply(design);
        double ridge = RIDGE * normal.getTrace() / normal.getRowDimension() + SMALLEST_RIDGE;
        for (int i = 0; i < normal.getRowDimension(); i++) {
            normal.addToEntry(i, i, ridge);
        }
        return new CholeskyDecomposition(normal)
                .getSolver()
                .solve(design.transpose().operate(new ArrayRealVector(targets, false)))
                .toArray();
    }

    /** Shrinks the later coefficients of a recursion more than the first ones until it forgets what it was fed. */
    static void stabilise(double[] coefficients) {
        for (int shrinks = 0; shrinks < MOST_SHRINKS && largestRoot(coefficients) >= LARGEST_ROOT; shrinks++) {
            for (int i = 0; i < coefficients.length; i++) {
                coefficients[i] *= Math.pow(SHRINKING, i + 1);
            }
        }
    }

    /** Modulus of the largest eigenvalue of the companion matrix: below 1, the recursion is stable. */
    static double largestRoot(double[] coefficients) {
        int order = coefficients.length;
        RealMatrix companion = new Array2DRowRealMatrix(order, order);
        companion.setRow(0, coefficients);
        for (int i = 1; i < order; i++) {
            companion.setEntry(i, i - 1, 1);
        }
        EigenDecomposition eigen = new EigenDecomposition(companion);
        double largest = 0;
        for (int i = 0; i < order; i++) {
            largest = Math.max(largest, Math.hypot(eigen.getRealEigenvalue(i), eigen.getImagEigenvalue(i)));
        }
        return largest;
    }
}
