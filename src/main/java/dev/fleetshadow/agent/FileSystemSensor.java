package dev.fleetshadow.agent;

import java.io.File;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import oshi.software.os.FileSystem;
import oshi.software.os.OSFileStore;

/**
 * Reads how full the file systems are, as df tells it: of what may be written by whoever is not root.
 *
 * <p>Only what can fill up counts: no images, no memory, nothing of the network, and of what is mounted in several places the
 * uppermost. The list is made anew every {@value #ROUNDS_OF_A_LIST} rounds; making it costs more than all else together.
 */
final class FileSystemSensor implements Sensor {

    private static final int ROUNDS_OF_A_LIST = 30;
    private static final int MOST_LISTED = 64;
    /** The others only count for the fullest. */
    private static final int MOST_NAMED = 16;

    private static final String METRIC = "system.filesystem.utilization";
    private static final Set<String> IMAGES_AND_MEMORY =
            Set.of("squashfs", "erofs", "iso9660", "udf", "cramfs", "tmpfs", "ramfs", "overlay", "zram");

    private final FileSystem system;
    private List<File> mounts = List.of();
    private int rounds;

    FileSystemSensor(FileSystem system) {
        this.system = system;
    }

    @Override
    public String name() {
        return "the file systems";
    }

    @Override
    public void sense(Round round) {
        if (rounds++ % ROUNDS_OF_A_LIST == 0) {
            mounts = mounts();
        }
        double fullest = Double.NaN;
        int named = 0;
        for (File mount : mounts) {
            double free = mount.getFreeSpace();
            double used = mount.getTotalSpace() - free;
            double utilization = used / (used + mount.getUsableSpace());
            if (!Double.isNaN(utilization)) {
                fullest = fullest >= utilization ? fullest : utilization;
                if (named++ < MOST_NAMED) {
                    round.put(METRIC + "." + mount.getPath(), utilization);
                }
            }
        }
        if (!Double.isNaN(fullest)) {
            round.put(METRIC, fullest);
        }
    }

    /** In a container the root is an image with a layer that can be written to, and can fill up. */
    private List<File> mounts() {
        List<OSFileStore> stores = new ArrayList<>(system.getFileStores(true));
        stores.sort(
                Comparator.comparingInt((OSFileStore store) -> store.getMount().length())
                        .thenComparing(OSFileStore::getMount));
        Set<String> volumes = new HashSet<>();
        List<File> listed = new ArrayList<>();
        File root = new File("/");
        if (root.getTotalSpace() > 0
                && stores.stream().noneMatch(store -> store.getMount().equals("/"))) {
            listed.add(root);
        }
        for (OSFileStore store : stores) {
            boolean fillsUp = !IMAGES_AND_MEMORY.contains(store.getType())
                    && !List.of(store.getOptions().split(",")).contains("ro");
            // A container has files of the machine mounted, such as that of its name.
            File mount = new File(store.getMount());
            if (fillsUp && mount.isDirectory() && volumes.add(store.getVolume()) && listed.size() < MOST_LISTED) {
                listed.add(mount);
            }
        }
        return listed;
    }
}
