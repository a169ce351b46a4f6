/**
 * Detectors that look at all metrics of a resource at once.
 *
 * <p>{@link dev.fleetshadow.detection.Subspace} is part of the score. The one-class SVM is a second opinion: fused into
 * the score it was measured to add nothing, as an independent witness it tells real alarms from false ones better than
 * the score itself. The isolation forest can be asked instead; it was measured to tell them apart less well. This is the
 * only room that knows Tribuo.
 */
package dev.fleetshadow.detection;
