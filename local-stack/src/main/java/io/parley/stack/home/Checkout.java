package io.parley.stack.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A checkout of Parley: the built services in it, and the folder {@code .parley} with all that its stacks write. */
public record Checkout(Path root) {

    private static final String ROOT_PROPERTY = "parley.root";

    public Checkout {
        root = root.toAbsolutePath().normalize();
    }

    /** The checkout that the {@code parley} script stands in; the working directory when run without the script. */
    public static Checkout current() {
        return new Checkout(Path.of(System.getProperty(ROOT_PROPERTY, "")));
    }

    public StackHome stack(int port) {
        return StackHome.of(state().resolve(Integer.toString(port)));
    }

    /** Every stack that has been started from here, also those that have ended. */
    public List<StackHome> stacks() {
        return folders(state()).stream()
                .filter(folder -> folder.getFileName().toString().matches("[0-9]+"))
                .sorted()
                .map(StackHome::of)
                .toList();
    }

    /** Unpacked services, one folder for each version that was run. */
    public Path applications() {
        return state().resolve("apps");
    }

    /** Copies of this program, one folder for each version that was run. */
    public Path runtimes() {
        return state().resolve("runtime");
    }

    /** The runnable jar that a service's module was last built into. */
    public Optional<Path> jar(Service service) {
        var target = root.resolve(service.module()).resolve("target");
        return files(target).stream()
                .filter(file -> file.getFileName().toString().startsWith(service.module() + "-"))
                .filter(file -> file.getFileName().toString().endsWith("-app.jar"))
                .max(Comparator.comparingLong(file -> file.toFile().lastModified()));
    }

    /** Deletes unpacked services and copies of this program that neither {@code needed} names nor a live process uses. */
    public void removeUnused(List<Path> needed) {
        var used = new ArrayList<>(needed);
        for (var stack : stacks()) {
            stack.records().stream()
                    .filter(ProcessRecord::isAlive)
                    .map(ProcessRecord::program)
                    .forEach(used::add);
        }
        Stream.of(applications(), runtimes())
                .flatMap(folder -> folders(folder).stream())
                .filter(folder -> !used.contains(folder))
                .forEach(FileTree::delete);
    }

    private Path state() {
        return root.resolve(".parley");
    }

    private static List<Path> folders(Path parent) {
        return files(parent).stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> files(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (var entries = Files.list(parent)) {
            return entries.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
