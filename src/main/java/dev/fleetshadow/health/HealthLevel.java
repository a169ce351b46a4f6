package dev.fleetshadow.health;

/** The bands of the health score, named for people; the score itself decides. */
public enum HealthLevel {
    /** Not enough history to say anything; the score is unknown. */
    LEARNING,
    /** 70 and above: seen about every day. */
    HEALTHY,
    /** 50 to 70: rarer than once a day. */
    WARNING,
    /** Below 50: rarer than once a week. */
    CRITICAL,
    /** Nothing was heard from the resource for several of its reporting intervals. */
    SILENT;

    public static HealthLevel of(double score) {
        if (Double.isNaN(score)) {
            return LEARNING;
        }
        return score >= 70 ? HEALTHY : score >= 50 ? WARNING : CRITICAL;
    }
}
