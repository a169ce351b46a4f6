package dev.fleetshadow.stream;

import dev.fleetshadow.census.Announcement;
import dev.fleetshadow.census.Domains;
import dev.fleetshadow.census.Standing;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.settings.PolicyText;
import java.time.Instant;
import java.util.List;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Tells every failure domain of a resource how it stands, whenever that is news. */
public final class AnnounceFunction extends BroadcastProcessFunction<HealthReport, PolicyText, Announcement> {

    private static final long serialVersionUID = 1L;

    private final PolicyInForce policy;

    AnnounceFunction(PolicyInForce policy) {
        this.policy = policy;
    }

    @Override
    public void processElement(HealthReport report, ReadOnlyContext context, Collector<Announcement> out)
            throws Exception {
        List<String> labels = policy.read(context.getBroadcastState(PolicyInForce.STATE))
                .gate()
                .labels();
        Standing standing = Standing.of(report);
        // By the clock of the transport, as silences are: that of the resource may be behind.
        Instant at = Instant.ofEpochMilli(context.timestamp());
        for (String domain : Domains.of(report.resource(), labels)) {
            out.collect(new Announcement(domain, report.resourceId(), standing, at));
        }
    }

    @Override
    public void processBroadcastElement(PolicyText text, Context context, Collector<Announcement> out)
            throws Exception {
        policy.replace(text, context.getBroadcastState(PolicyInForce.STATE));
    }
}
