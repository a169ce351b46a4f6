package dev.fleetshadow.backtest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;

/**
 * One-class SVM with a radial kernel on standardised metrics (Schölkopf et al., 2001): nu 0.05, gamma one over the
 * metrics times their variance, fitted to at most 4000 records.
 */
final class SupportVectors {

    private static final int MOST_RECORDS = 4_000;

    private SupportVectors() {}

    static ToDoubleFunction<double[]> of(List<double[]> records, long seed) {
        StandardScale scale = new StandardScale(records);
        List<double[]> shuffled = new ArrayList<>(records);
        Collections.shuffle(shuffled, new Random(seed));
        List<double[]> chosen =
                shuffled.stream().limit(MOST_RECORDS).map(scale::of).toList();
        svm_problem problem = new svm_problem();
        problem.l = chosen.size();
        problem.x = chosen.stream().map(SupportVectors::nodes).toArray(svm_node[][]::new);
        problem.y = new double[problem.l];
        svm.svm_set_print_string_function(words -> {});
        svm_model model = svm.svm_train(problem, parameters(chosen));
        return record -> {
            double[] decision = new double[1];
            svm.svm_predict_values(model, nodes(scale.of(record)), decision);
            return -decision[0];
        };
    }

    private static svm_parameter parameters(List<double[]> scaled) {
        double squares = 0;
        for (double[] record : scaled) {
            for (double value : record) {
                squares += value * value;
            }
        }
        svm_parameter parameters = new svm_parameter();
        parameters.svm_type = svm_parameter.ONE_CLASS;
        parameters.kernel_type = svm_parameter.RBF;
        parameters.gamma = squares == 0 ? 1 : scaled.size() / squares;
        parameters.nu = 0.05;
        parameters.eps = 1e-3;
        parameters.cache_size = 100;
        return parameters;
    }

    private static svm_node[] nodes(double[] record) {
        svm_node[] nodes = new svm_node[record.length];
        for (int j = 0; j < record.length; j++) {
            nodes[j] = new svm_node();
            nodes[j].index = j + 1;
            nodes[j].value = record[j];
        }
        return nodes;
    }
}
