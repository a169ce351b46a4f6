/**
 * The job's endpoints made real: Kafka in and out, and a broker of one's own to try it on.
 *
 * <p>Commands, diagnoses and audit entries are written in transactions tied to checkpoints; health and dead letters at
 * least once, because a repeat of either harms nobody.
 */
package dev.fleetshadow.endpoint;
