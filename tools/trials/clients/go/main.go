// The official Go SDK against the simulator: one line per step, "ok" or what went wrong.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/basic"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/config"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/def"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/region"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	build "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/codeartsbuild/v3"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/codeartsbuild/v3/model"
)

func pointer[T any](value T) *T { return &value }

func say(step string, problem error) {
	if problem == nil {
		fmt.Printf("ok %s\n", step)
		return
	}
	fmt.Printf("failed %s: %v\n", step, problem)
}

func expect(holds bool, what string, value any) error {
	if holds {
		return nil
	}
	return fmt.Errorf("%s: %v", what, value)
}

func connect(url string) (*build.CodeArtsBuildClient, error) {
	// Without a project, the SDK looks it up by the region's name.
	credentials, err := basic.NewCredentialsBuilder().
		WithAk(os.Getenv("HW_ACCESS_KEY")).
		WithSk(os.Getenv("HW_SECRET_KEY")).
		WithIamEndpointOverride(url).
		SafeBuild()
	if err != nil {
		return nil, err
	}
	client, err := build.CodeArtsBuildClientBuilder().
		WithRegion(region.NewRegion(os.Getenv("HW_REGION_NAME"), url)).
		WithCredential(credentials).
		WithHttpConfig(config.DefaultHttpConfig()).
		SafeBuild()
	if err != nil {
		return nil, err
	}
	return build.NewCodeArtsBuildClient(client), nil
}

func main() {
	url, project := os.Getenv("CODEARTS_ENDPOINTS"), os.Getenv("CODEARTS_PROJECT_ID")
	client, err := connect(url)
	say("login", err)
	if err != nil {
		os.Exit(1)
	}
	job := createJob(client, project)
	changeJob(client, project, job)
	runJob(client, job)
	keystore(client)
	template(client)
	_, err = client.DeleteBuildJob(&model.DeleteBuildJobRequest{JobId: job})
	say("delete job", err)
	_, err = client.ShowJobConfig(&model.ShowJobConfigRequest{JobId: job})
	var refused *sdkerr.ServiceResponseError
	say("missing job", expect(errors.As(err, &refused) && refused.StatusCode == 422 && refused.ErrorCode == "DEVCB.00031006", "answer", err))
}

func createJob(client *build.CodeArtsBuildClient, project string) string {
	steps := []model.CreateBuildJobSteps{{Name: "Shell", ModuleId: "devcloud2018.codeci_action_20057.action", Properties: map[string]interface{}{"command": "make"}}}
	created, err := client.CreateBuildJob(&model.CreateBuildJobRequest{Body: &model.CreateBuildJobRequestBody{
		Arch: "x86-64", ProjectId: project, JobName: "go-sdk", Steps: steps,
		Scms: &[]model.CreateBuildJobScm{{Url: "git@example.com:a/b.git", RepoId: pointer("1"), WebUrl: pointer("https://example.com/a/b"), ScmType: "codehub", Branch: pointer("main")}},
	}})
	if err != nil {
		say("create job", err)
		os.Exit(1)
	}
	say("create job", nil)
	return *created.Result.JobId
}

func changeJob(client *build.CodeArtsBuildClient, project, job string) {
	_, err := client.UpdateBuildJob(&model.UpdateBuildJobRequest{Body: &model.UpdateBuildJobRequestBody{
		Arch: "x86-64", ProjectId: project, JobName: "go-sdk", JobId: job, Flavor: pointer("4u8g"),
		Steps: []model.UpdateBuildJobSteps{{Name: "Shell", ModuleId: "devcloud2018.codeci_action_20057.action", Properties: map[string]interface{}{"command": "make all"}}},
	}})
	say("update job", err)
	read, err := client.ShowJobConfig(&model.ShowJobConfigRequest{JobId: job, GetAllParams: pointer("true")})
	if err == nil {
		err = expect(*read.Result.Flavor == "4u8g" && read.Result.Steps[0].Properties["command"] == "make all", "read", read)
	}
	say("read job", err)
	_, err = client.ShowJobListByProjectId(&model.ShowJobListByProjectIdRequest{ProjectId: project, PageIndex: 0, PageSize: 10})
	say("list jobs", err)
}

func runJob(client *build.CodeArtsBuildClient, job string) {
	_, err := client.RunJob(&model.RunJobRequest{Body: &model.RunJobRequestBody{JobId: job}})
	say("run job", err)
	_, err = client.ShowJobStatus(&model.ShowJobStatusRequest{JobId: job})
	say("status of job", err)
	_, err = client.StopBuildJob(&model.StopBuildJobRequest{JobId: job, BuildNo: 1})
	say("stop build", err)
}

func keystore(client *build.CodeArtsBuildClient) {
	file, err := os.Open(os.Getenv("KEYSTORE_FILE"))
	if err != nil {
		say("upload keystore", err)
		return
	}
	defer file.Close()
	_, err = client.UploadKeystore(&model.UploadKeystoreRequest{Body: &model.UploadKeystoreRequestBody{
		File: def.NewFilePart(file), Privacy: def.NewMultiPart("true"), Description: def.NewMultiPart("of the Go SDK"),
	}})
	say("upload keystore", err)
	listed, err := client.ListKeystore(&model.ListKeystoreRequest{})
	if err != nil || len(*listed.Result) != 1 {
		say("list keystores", expect(false, "answer", fmt.Sprint(listed, err)))
		return
	}
	say("list keystores", nil)
	_, err = client.DeleteKeystore(&model.DeleteKeystoreRequest{KeystoreId: *(*listed.Result)[0].Id})
	say("delete keystore", err)
}

func template(client *build.CodeArtsBuildClient) {
	created, err := client.CreateTemplates(&model.CreateTemplatesRequest{Body: &model.CreateTemplatesRequestBody{
		Name: "go-sdk", Description: pointer(""),
		Template: &model.CreateTemplate{Steps: []model.CreateTemplateSteps{{Name: pointer("Shell"), ModuleId: "devcloud2018.codeci_action_20057.action"}}},
	}})
	say("create template", err)
	if err != nil {
		return
	}
	_, err = client.DeleteTemplates(&model.DeleteTemplatesRequest{Uuid: *created.Result.Uuid})
	say("delete template", err)
}
