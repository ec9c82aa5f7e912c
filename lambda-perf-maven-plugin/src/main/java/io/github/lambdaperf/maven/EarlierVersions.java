package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.baseline.BaselineFile;
import io.github.lambdaperf.core.record.FunctionRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.resolution.DependencyResult;

/** Finds the earlier version: on the local target an artifact or a path, on aws a published version or an alias. */
final class EarlierVersions {
    private static final Pattern PUBLISHED = Pattern.compile("(.+):(\\d+)");
    private static final int UNQUALIFIED_ARN_PARTS = 7;

    private final RepositorySystem repositories;
    private final RepositorySystemSession session;
    private final List<RemoteRepository> remotes;

    EarlierVersions(RepositorySystem repositories, RepositorySystemSession session, List<RemoteRepository> remotes) {
        this.repositories = repositories;
        this.session = session;
        this.remotes = remotes;
    }

    /**
     * On the local target.
     *
     * @param artifact coordinates {@code group:artifact:version}, a jar, a class directory, or null
     * @param local how the function runs now; its dependencies serve a path that has none of its own
     * @return empty where no artifact is named
     */
    Optional<EarlierVersion> local(String artifact, TargetSettings.Local local) {
        if (artifact == null || artifact.isBlank()) {
            return Optional.empty();
        }
        Path path = Path.of(artifact);
        if (Files.exists(path)) {
            List<Path> classPath = new ArrayList<>(local.classPath());
            classPath.remove(local.classes());
            classPath.add(0, path.toAbsolutePath());
            return Optional.of(
                    new EarlierVersion(null, classPath, path.getFileName().toString()));
        }
        return Optional.of(new EarlierVersion(null, resolved(artifact), artifact));
    }

    private List<Path> resolved(String coordinates) {
        Artifact artifact;
        try {
            artifact = new DefaultArtifact(coordinates);
        } catch (IllegalArgumentException e) {
            throw PerfException.user("perf.baselineArtifact is '" + coordinates
                    + "': it must be group:artifact:version, or the path of a jar or class directory that exists");
        }
        CollectRequest collect = new CollectRequest(new Dependency(artifact, "runtime"), remotes);
        try {
            DependencyResult result = repositories.resolveDependencies(session, new DependencyRequest(collect, null));
            return result.getArtifactResults().stream()
                    .map(ArtifactResult::getArtifact)
                    .map(one -> one.getFile().toPath())
                    .toList();
        } catch (DependencyResolutionException e) {
            throw PerfException.user("perf.baselineArtifact " + coordinates + " cannot be resolved: " + e.getMessage()
                    + "; name a released version, or the path of its jar");
        }
    }

    /**
     * On aws.
     *
     * @param qualifier version or alias, or null
     * @param function as the run found it
     * @param baseline whose accepted version is taken where no qualifier is named, or null
     * @return empty where no published version is known
     */
    static Optional<EarlierVersion> deployed(String qualifier, FunctionRecord function, BaselineFile baseline) {
        String version = qualifier;
        if (version == null && baseline != null && baseline.accepted().functionVersion() != null) {
            Matcher published = PUBLISHED.matcher(baseline.accepted().functionVersion());
            version = published.matches() ? published.group(2) : null;
        }
        if (version == null) {
            return Optional.empty();
        }
        String arn = Arrays.stream(function.arn().split(":"))
                .limit(UNQUALIFIED_ARN_PARTS)
                .collect(Collectors.joining(":"));
        return Optional.of(new EarlierVersion(arn + ":" + version, List.of(), function.name() + ":" + version));
    }
}
