/**
 * What was decided about whom and why: one chain of entries per group, in which a gap or an edit shows.
 *
 * <p>A room of its own because everything that judges remediation afterwards reads the trail and nothing else.
 */
package dev.fleetshadow.audit;
