/**
 * History as the job would have seen it, and what its scores are worth.
 *
 * <p>History comes as people have it: wide CSV with a file per resource, one CSV file, or an export of Prometheus. All of
 * it becomes updates in order of time, which run through the very job that runs in production.
 */
package dev.fleetshadow.backtest;
