/**
 * History as the job would have seen it.
 *
 * <p>History comes as "wide CSV": a file per resource, a row per moment, a column per metric.
 */
package dev.fleetshadow.backtest;
