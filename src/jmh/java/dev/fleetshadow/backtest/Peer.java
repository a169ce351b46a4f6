package dev.fleetshadow.backtest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Another detector, as anybody could set it up: each record is scored by what came before it. */
interface Peer {

    /** Learns one record of the part before the one that is judged. */
    default void learn(long second, double[] record) {
        observe(second, record);
    }

    /**
     * Scores one record, the higher the more anomalous, and learns it if it goes on learning.
     *
     * @param second of the epoch
     * @param record one value per metric; NaN where it is missing
     */
    double observe(long second, double[] record);

    /** Makes a peer that has seen nothing, for one resource. */
    @FunctionalInterface
    interface Maker {
        Peer of(int metrics, Duration interval);
    }

    /** By the name they have in the table. */
    static Map<String, Maker> all(boolean withForest, long seed) {
        Map<String, Maker> peers = new LinkedHashMap<>();
        if (withForest) {
            peers.put("random cut forest", (metrics, interval) -> new ForestPeer(metrics, seed));
        }
        peers.put("PCA weighted, frozen", (metrics, interval) -> new FrozenPeer(metrics, PrincipalComponents::of));
        peers.put(
                "one-class SVM, frozen",
                (metrics, interval) -> new FrozenPeer(metrics, records -> SupportVectors.of(records, seed)));
        peers.put(
                "isolation forest, frozen",
                (metrics, interval) -> new FrozenPeer(metrics, records -> RandomTrees.of(records, seed)));
        for (Overall overall : Overall.values()) {
            peers.put("EWMA z-score, " + overall, (metrics, interval) -> new EwmaPeer(metrics, overall));
            peers.put(
                    "rolling z-score 1 d, " + overall,
                    (metrics, interval) -> RollingPeer.over(Duration.ofDays(1), metrics, interval, overall));
            peers.put(
                    "moving average 1 h, " + overall,
                    (metrics, interval) -> RollingPeer.over(Duration.ofHours(1), metrics, interval, overall));
        }
        return peers;
    }
}
