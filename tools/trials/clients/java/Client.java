import com.huaweicloud.sdk.codeartsbuild.v3.CodeArtsBuildClient;
import com.huaweicloud.sdk.codeartsbuild.v3.model.*;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.core.region.Region;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** The official Java SDK against the simulator: one line per step, "ok" or what went wrong. */
public class Client {
  static final String SHELL = "devcloud2018.codeci_action_20057.action";
  static final String PROJECT = System.getenv("CODEARTS_PROJECT_ID");

  static <T> T step(String name, Callable<T> work) {
    try {
      T answer = work.call();
      System.out.println("ok " + name);
      return answer;
    } catch (Exception problem) {
      System.out.println("failed " + name + ": " + problem);
      return null;
    }
  }

  static Object hold(boolean holds, Object answer) {
    if (!holds) throw new IllegalStateException("unexpected answer: " + answer);
    return answer;
  }

  static CodeArtsBuildClient connect() {
    String url = System.getenv("CODEARTS_ENDPOINTS");
    // Without a project, the SDK looks it up by the region's name.
    BasicCredentials credentials =
        new BasicCredentials().withAk(System.getenv("HW_ACCESS_KEY")).withSk(System.getenv("HW_SECRET_KEY")).withIamEndpoint(url);
    return CodeArtsBuildClient.newBuilder()
        .withCredential(credentials)
        .withRegion(new Region(System.getenv("HW_REGION_NAME"), url))
        .build();
  }

  static String create(CodeArtsBuildClient client) {
    CreateBuildJobScm scm =
        new CreateBuildJobScm()
            .withUrl("git@example.com:a/b.git")
            .withRepoId("1")
            .withWebUrl("https://example.com/a/b")
            .withScmType("codehub")
            .withBranch("main");
    CreateBuildJobSteps shell =
        new CreateBuildJobSteps().withName("Shell").withModuleId(SHELL).withProperties(Map.of("command", "make"));
    CreateBuildJobRequestBody body =
        new CreateBuildJobRequestBody()
            .withArch("x86-64")
            .withProjectId(PROJECT)
            .withJobName("java-sdk")
            .withScms(List.of(scm))
            .withSteps(List.of(shell));
    return client.createBuildJob(new CreateBuildJobRequest().withBody(body)).getResult().getJobId();
  }

  static Object update(CodeArtsBuildClient client, String job) {
    UpdateBuildJobSteps shell =
        new UpdateBuildJobSteps().withName("Shell").withModuleId(SHELL).withProperties(Map.of("command", "make all"));
    UpdateBuildJobRequestBody body =
        new UpdateBuildJobRequestBody()
            .withArch("x86-64")
            .withProjectId(PROJECT)
            .withJobName("java-sdk")
            .withJobId(job)
            .withFlavor("4u8g")
            .withSteps(List.of(shell));
    return client.updateBuildJob(new UpdateBuildJobRequest().withBody(body));
  }

  static void template(CodeArtsBuildClient client) {
    CreateTemplatesRequestBody body =
        new CreateTemplatesRequestBody()
            .withName("java-sdk")
            .withDescription("")
            .withTemplate(new CreateTemplate().withSteps(List.of(new CreateTemplateSteps().withName("Shell").withModuleId(SHELL))));
    CreateTemplatesItems made =
        step("create template", () -> client.createTemplates(new CreateTemplatesRequest().withBody(body)).getResult());
    step("delete template", () -> client.deleteTemplates(new DeleteTemplatesRequest().withUuid(made.getUuid())));
  }

  static Object missing(CodeArtsBuildClient client, String job) {
    try {
      return hold(false, client.showJobStatus(new ShowJobStatusRequest().withJobId(job)));
    } catch (ServiceResponseException refused) {
      return hold(refused.getHttpStatusCode() == 422 && refused.getErrorCode().equals("DEVCB.00031006"), refused);
    }
  }

  public static void main(String[] args) {
    CodeArtsBuildClient client = step("login", Client::connect);
    if (client == null) System.exit(1);
    String job = step("create job", () -> create(client));
    step("update job", () -> update(client, job));
    step("read job", () -> client.listJobConfig(new ListJobConfigRequest().withJobId(job).withGetAllParams("true")));
    step(
        "list jobs",
        () ->
            client.showJobListByProjectId(
                new ShowJobListByProjectIdRequest().withProjectId(PROJECT).withPageIndex(0).withPageSize(10)));
    step("run job", () -> client.runJob(new RunJobRequest().withBody(new RunJobRequestBody().withJobId(job))));
    step("status of job", () -> client.showJobStatus(new ShowJobStatusRequest().withJobId(job)));
    step("stop build", () -> client.stopBuildJob(new StopBuildJobRequest().withJobId(job).withBuildNo(1)));
    template(client);
    step("delete job", () -> client.deleteBuildJob(new DeleteBuildJobRequest().withJobId(job)));
    step("missing job", () -> missing(client, job));
    System.exit(0);
  }
}
