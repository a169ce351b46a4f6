package dev.fleetshadow.health;

import java.time.Instant;

/**
 * What is expected to fail, after the resource's own word was weighed against the score.
 *
 * @param failureMode id of the expected failure mode
 * @param probability 0..1; the resource's own probability, halved while the score does not back it
 * @param expectedAt when, or {@code null} if unknown
 * @param spokenBy who predicted it: {@code resource}
 * @param model the predictor's own name
 */
public record Prediction(String failureMode, double probability, Instant expectedAt, String spokenBy, String model) {}
