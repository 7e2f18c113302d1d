"""The official Python SDK against the simulator: one line per step, "ok" or what went wrong."""

import os
import sys

from huaweicloudsdkcodeartsbuild.v3 import (
    CodeArtsBuildClient,
    CreateBuildJobRequest,
    CreateBuildJobRequestBody,
    CreateBuildJobScm,
    CreateBuildJobSteps,
    CreateTemplate,
    CreateTemplatesRequest,
    CreateTemplatesRequestBody,
    CreateTemplateSteps,
    DeleteBuildJobRequest,
    DeleteKeystoreRequest,
    DeleteTemplatesRequest,
    ListKeystoreRequest,
    RunJobRequest,
    RunJobRequestBody,
    ShowJobConfigRequest,
    ShowJobListByProjectIdRequest,
    ShowJobStatusRequest,
    StopBuildJobRequest,
    UpdateBuildJobRequest,
    UpdateBuildJobRequestBody,
    UpdateBuildJobSteps,
    UploadKeystoreRequest,
    UploadKeystoreRequestBody,
)
from huaweicloudsdkcore.auth.credentials import BasicCredentials, GlobalCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkcore.http.formdata import FormFile
from huaweicloudsdkcore.region.region import Region
from huaweicloudsdkiam.v3 import IamClient, KeystoneListProjectsRequest

URL = os.environ["CODEARTS_ENDPOINTS"]
PROJECT = os.environ["CODEARTS_PROJECT_ID"]
SHELL = "devcloud2018.codeci_action_20057.action"


def step(name, work):
    try:
        answer = work()
        print("ok", name)
        return answer
    except Exception as problem:
        print("failed", name + ":", problem)
        return None


def keys(kind):
    return kind(os.environ["HW_ACCESS_KEY"], os.environ["HW_SECRET_KEY"]).with_iam_endpoint(URL)


def connect(builder, credentials):
    region = Region(os.environ["HW_REGION_NAME"], URL)
    return builder.with_credentials(credentials).with_region(region).build()


def hold(holds, answer):
    if not holds:
        raise AssertionError(f"unexpected answer: {answer}")


def account():
    """Without a domain, the IAM client looks it up (GET /v3/auth/domains)."""
    client = connect(IamClient.new_builder(), keys(GlobalCredentials))
    projects = client.keystone_list_projects(KeystoneListProjectsRequest()).projects
    hold(any(one.name == os.environ["HW_REGION_NAME"] for one in projects), projects)


def create(client):
    scm = CreateBuildJobScm(
        url="git@example.com:a/b.git", repo_id="1", web_url="https://example.com/a/b", scm_type="codehub", branch="main"
    )
    shell = CreateBuildJobSteps(name="Shell", module_id=SHELL, properties={"command": "make"})
    body = CreateBuildJobRequestBody(
        arch="x86-64", project_id=PROJECT, job_name="python-sdk", scms=[scm], steps=[shell]
    )
    return client.create_build_job(CreateBuildJobRequest(body=body)).result.job_id


def update(client, job):
    shell = UpdateBuildJobSteps(name="Shell", module_id=SHELL, properties={"command": "make all"})
    body = UpdateBuildJobRequestBody(
        arch="x86-64", project_id=PROJECT, job_name="python-sdk", job_id=job, flavor="4u8g", steps=[shell]
    )
    client.update_build_job(UpdateBuildJobRequest(body=body))


def read(client, job):
    config = client.show_job_config(ShowJobConfigRequest(job_id=job, get_all_params="true")).result
    hold(config.flavor == "4u8g" and config.steps[0].properties["command"] == "make all", config)


def keystore(client):
    with open(os.environ["KEYSTORE_FILE"], "rb") as content:
        body = UploadKeystoreRequestBody(
            file=FormFile(content), privacy="true", description="of the Python SDK"
        )
        step("upload keystore", lambda: client.upload_keystore(UploadKeystoreRequest(body=body)))
    listed = step("list keystores", lambda: client.list_keystore(ListKeystoreRequest()).result)
    step("delete keystore", lambda: client.delete_keystore(DeleteKeystoreRequest(keystore_id=listed[0].id)))


def template(client):
    steps = [CreateTemplateSteps(name="Shell", module_id=SHELL)]
    body = CreateTemplatesRequestBody(name="python-sdk", description="", template=CreateTemplate(steps=steps))
    made = step("create template", lambda: client.create_templates(CreateTemplatesRequest(body=body)).result)
    step("delete template", lambda: client.delete_templates(DeleteTemplatesRequest(uuid=made.uuid)))


def missing(client, job):
    try:
        client.show_job_config(ShowJobConfigRequest(job_id=job))
    except ClientRequestException as refused:
        hold(refused.status_code == 422 and refused.error_code == "DEVCB.00031006", refused)
        return
    raise AssertionError("a deleted job was read")


def main():
    client = step("login", lambda: connect(CodeArtsBuildClient.new_builder(), keys(BasicCredentials)))
    if client is None:
        sys.exit(1)
    step("login to IAM", account)
    job = step("create job", lambda: create(client))
    step("update job", lambda: update(client, job))
    step("read job", lambda: read(client, job))
    listing = ShowJobListByProjectIdRequest(project_id=PROJECT, page_index=0, page_size=10)
    step("list jobs", lambda: client.show_job_list_by_project_id(listing))
    step("run job", lambda: client.run_job(RunJobRequest(body=RunJobRequestBody(job_id=job))))
    step("status of job", lambda: client.show_job_status(ShowJobStatusRequest(job_id=job)))
    step("stop build", lambda: client.stop_build_job(StopBuildJobRequest(job_id=job, build_no=1)))
    keystore(client)
    template(client)
    step("delete job", lambda: client.delete_build_job(DeleteBuildJobRequest(job_id=job)))
    step("missing job", lambda: missing(client, job))


main()
