/**
 * What runs beside a resource: it reads the machine and what runs on it, reports with a forecast of its own, and carries out
 * the few commands it is allowed to.
 *
 * <p>Two things must survive whatever ends the agent or the broker: reports and outcomes wait in a bounded buffer on disk
 * until the broker has them, and a command that was begun is never begun again.
 */
package dev.fleetshadow.agent;
