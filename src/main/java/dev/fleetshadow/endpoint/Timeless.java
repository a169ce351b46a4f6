package dev.fleetshadow.endpoint;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Says nothing about event time: agents and operators speak rarely, and neither may hold back telemetry's time nor, when
 * telemetry pauses, stand in for it.
 */
final class Timeless<T> implements WatermarkGenerator<T> {

    @Override
    public void onEvent(T event, long timestamp, WatermarkOutput output) {
        // event time is the telemetry's alone
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        output.markIdle();
    }
}
