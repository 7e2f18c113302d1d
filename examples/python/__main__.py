import pulumi
import pulumi_codearts as codearts

api = codearts.BuildJob(
    "api",
    timeout={"minutes": 30},
    parameters={
        "channel": {"default": "beta", "options": ["beta", "stable"], "runtime": True},
        "token": {"default": pulumi.Config().require_secret("token"), "private": True},
    },
    steps=[
        {
            "module": "devcloud2018.codeci_action_20017.action",
            "name": "Build",
            "properties": {"command": "make release"},
        },
    ],
    schedules=[{"cron": "0 2 * * *", "time_zone": "Asia/Shanghai"}],
)
codearts.Notice("mail", job_id=api.id, channel="MAIL", events=["buildJobFail"])

pulumi.export("jobId", api.id)
pulumi.export("sizes", codearts.get_executor_specs_output(arch="x86-64").items)
