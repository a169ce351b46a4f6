/**
 * A fleet that fails on demand and really reacts to commands: the right one cures, a wrong one does not.
 *
 * <p>Deterministic by seed; time advances only with its steps. It sees neither the job nor its scores.
 */
package dev.fleetshadow.simulator;
