/**
 * What "normal" is for one resource.
 *
 * <p>A baseline here is four exponential memories of each metric, from three records to thirty days. The short ones
 * forget an incident within minutes, the long ones still see it days later; no memory is ever frozen while something is
 * wrong, because freezing was measured to make detection worse. State is columnar (one array per field, not one object
 * per metric): it is read and written as a block for every update.
 */
package dev.fleetshadow.profile;
