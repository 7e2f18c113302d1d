package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
	"pulumi-codearts/sdk/go/codearts"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		api, err := codearts.NewBuildJob(ctx, "api", &codearts.BuildJobArgs{
			Timeout: codearts.TimeoutArgs{Minutes: pulumi.Int(30)},
			Parameters: pulumi.Map{
				"channel": codearts.ParameterSettingsArgs{
					Default: pulumi.String("beta"),
					Options: pulumi.ToStringArray([]string{"beta", "stable"}),
					Runtime: pulumi.Bool(true),
				},
				"token": codearts.ParameterSettingsArgs{
					Default: config.RequireSecret(ctx, "token"),
					Private: pulumi.Bool(true),
				},
			},
			Steps: codearts.StepArray{
				codearts.StepArgs{
					Module:     pulumi.String("devcloud2018.codeci_action_20017.action"),
					Name:       pulumi.String("Build"),
					Properties: pulumi.Map{"command": pulumi.String("make release")},
				},
			},
			Schedules: codearts.ScheduleArray{
				codearts.ScheduleArgs{Cron: pulumi.String("0 2 * * *"), TimeZone: pulumi.String("Asia/Shanghai")},
			},
		})
		if err != nil {
			return err
		}
		_, err = codearts.NewNotice(ctx, "mail", &codearts.NoticeArgs{
			JobId:   api.ID(),
			Channel: codearts.NoticeChannelMAIL,
			Events:  codearts.NoticeEventArray{codearts.NoticeEventBuildJobFail},
		})
		if err != nil {
			return err
		}
		sizes, err := codearts.GetExecutorSpecs(ctx, &codearts.GetExecutorSpecsArgs{Arch: pulumi.StringRef("x86-64")})
		if err != nil {
			return err
		}
		ctx.Export("jobId", api.ID())
		ctx.Export("sizes", pulumi.ToStringArray(sizes.Items))
		return nil
	})
}
