/**
 * What remediation was worth: how often each action helped, how early failures were foreseen, and which were missed.
 *
 * <p>Judges from the audit trail alone. An episode in which something was done and nothing failed is uncertain: nobody
 * knows what would have been, so it never counts as a failure foreseen.
 */
package dev.fleetshadow.effect;
