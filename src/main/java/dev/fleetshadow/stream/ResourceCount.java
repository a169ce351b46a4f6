package dev.fleetshadow.stream;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Counts the resources of one task, so that a flood of unknown ones finds a limit.
 *
 * <p>The count is stored in parts, which Flink deals out when the job is rescaled, as it does the resources themselves.
 */
final class ResourceCount {

    private static final int PARTS = 64;

    private final ListState<Long> stored;
    private long resources;

    private ResourceCount(ListState<Long> stored) {
        this.stored = stored;
    }

    static ResourceCount restored(OperatorStateStore state) throws Exception {
        ResourceCount count = new ResourceCount(state.getListState(new ListStateDescriptor<>("resources", Types.LONG)));
        for (long part : count.stored.get()) {
            count.resources += part;
        }
        return count;
    }

    void store() throws Exception {
        stored.clear();
        for (int part = 0; part < PARTS; part++) {
            stored.add(resources * (part + 1) / PARTS - resources * part / PARTS);
        }
    }

    long resources() {
        return resources;
    }

    void add(int more) {
        resources += more;
    }
}
