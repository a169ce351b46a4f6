/**
 * A fleet that fails on demand and really reacts to commands: the right one cures, a wrong one does not, and where the
 * {@link dev.fleetshadow.simulator.World} is real every one costs something.
 *
 * <p>Deterministic by seed; time advances only with its steps. It sees neither the job nor its scores, and it alone knows
 * the truth: which faults there were, what each action came to, and for how long resources were out of service and why.
 */
package dev.fleetshadow.simulator;
