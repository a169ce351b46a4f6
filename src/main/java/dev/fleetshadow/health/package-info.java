/**
 * How unusual a resource is right now, as one calibrated number with its reasons.
 *
 * <p>Every record is scored against the state as it was before the record, and only then learned. The raw score is turned
 * into "how rarely does this resource see such a score", and that into 0..100, so that a threshold means the same false
 * alarm rate on every resource.
 */
package dev.fleetshadow.health;
