/**
 * Which failure mode a falling score points to.
 *
 * <p>A failure mode is data: stages over health reports, put together in one of a few {@link Shape}s. What holds of a
 * single report is decided here, by {@link Condition}; what holds of a run of reports, by {@link SymptomTracker}, which
 * lets only changes through; how changes add up to a failure is matched by Flink CEP, whose patterns know the shapes and
 * not the modes. So a mode can change while the job runs. Where there is no Flink, {@link DiagnosisMatcher} matches as
 * CEP does. A failure domain is followed like a resource, by {@link CorrelationTracker}.
 */
package dev.fleetshadow.diagnosis;
