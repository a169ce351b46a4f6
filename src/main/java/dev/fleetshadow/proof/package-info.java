/**
 * Whether looking after a fleet does it good: the same things happen to the same simulated fleet in several hands, and what
 * must hold is checked against the truth that only the simulator knows.
 *
 * <p>A room of its own because the simulator sees neither scores nor decisions, and a job sees no truth. What the job does
 * in operators is done here in order of event time, by the same pure functions, without Flink and without waiting: a day of
 * a fleet takes a second or two, so every guardrail can be tried against the scenario that it is there for.
 */
package dev.fleetshadow.proof;
