package io.github.lambdaperf.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, where there is one. */
@Timeout(120)
@EnabledIf(value = "installed", disabledReason = "there is no chromium on PATH")
class ReportInChromiumTest {
    private static final Pattern CHART = Pattern.compile("data-chart=\"\\w+\"");

    @TempDir
    private Path directory;

    static boolean installed() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "chromium")));
    }

    private Path page() throws IOException {
        return Files.writeString(directory.resolve("report.html"), HtmlReport.text(SampleReport.regressed()));
    }

    @Test
    void drawsEveryChartWithoutAWordOnTheConsole() throws Exception {
        Path page = page();
        String dom = run("--dump-dom", page.toUri().toString());

        assertThat(Files.readString(directory.resolve("err.txt"))).doesNotContain("CONSOLE");
        int charts = count(CHART.matcher(Files.readString(page)));
        assertThat(charts).isPositive();
        assertThat(count(Pattern.compile("<canvas").matcher(dom))).isEqualTo(charts);
        for (String section : List.of("scenario-0", "scenario-1", "advice", "environment", "generator", "notes")) {
            assertThat(dom).contains("<section id=\"" + section + "\"");
        }
        // links lead to AWS's console; nothing is loaded from there
        assertThat(dom).doesNotContainPattern("<(script|link|img|iframe)[^>]*https?://");
    }

    @Test
    void isAPictureInLightAndDarkAndOnPaper() throws Exception {
        Path page = page();
        Path light = directory.resolve("light.png");
        Path dark = directory.resolve("dark.png");
        Path paper = directory.resolve("report.pdf");

        run("--screenshot=" + light, page.toUri().toString());
        run(
                "--blink-settings=preferredColorScheme=0",
                "--screenshot=" + dark,
                page.toUri().toString());
        run("--print-to-pdf=" + paper, page.toUri().toString());

        assertThat(brightness(light)).isGreaterThan(200);
        assertThat(brightness(dark)).isLessThan(80);
        assertThat(Files.size(paper)).isGreaterThan(20_000);
    }

    /** Of the first pixels of the page's left border, 0 to 255. */
    private static int brightness(Path picture) throws IOException {
        int rgb = ImageIO.read(picture.toFile()).getRGB(3, 400);
        return ((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / 3;
    }

    private static int count(Matcher matcher) {
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }

    private String run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "chromium",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--window-size=1200,2000",
                "--virtual-time-budget=3000",
                "--enable-logging=stderr",
                "--user-data-dir=" + directory.resolve("profile")));
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
