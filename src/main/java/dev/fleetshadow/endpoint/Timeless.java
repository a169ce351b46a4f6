package dev.fleetshadow.endpoint;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/** Never holds back event time: agents and operators speak rarely, and telemetry must not wait for them. */
final class Timeless<T> implements WatermarkGenerator<T> {

    @Override
    public void onEvent(T event, long timestamp, WatermarkOutput output) {
        // event time is the telemetry's alone
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        output.emitWatermark(Watermark.MAX_WATERMARK);
    }
}
