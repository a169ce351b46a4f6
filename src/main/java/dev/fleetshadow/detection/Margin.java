package dev.fleetshadow.detection;

/**
 * Makes what a detector measures comparable among resources.
 *
 * <p>A detector's own number depends on how widely its training samples are spread, so it is counted in their standard
 * deviations; its logarithm is what the logit of the share of real alarms is linear in. The two numbers of that line are
 * each detector's own, by maximum likelihood over the alarms below 50 of the public sets that {@code
 * scripts/bench-second-opinion} names.
 *
 * @param intercept logit of the plausibility at the boundary
 * @param slope gain of the logit per unit of margin
 */
record Margin(double intercept, double slope) {

    /** The opinion on a record {@code outside} standard deviations beyond the boundary. */
    Opinion opinion(SecondOpinion kind, double outside) {
        double margin = Math.copySign(Math.log1p(Math.abs(outside)), outside);
        return new Opinion(kind.toString(), margin, 1 / (1 + Math.exp(-intercept - slope * margin)));
    }
}
